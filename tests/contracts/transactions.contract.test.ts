import { runSessionCase } from './run-session-case.js';
import { describeContract } from './suite.js';
import { transactionCases } from './transactions.cases.js';

describeContract('transactions', transactionCases, runSessionCase);
