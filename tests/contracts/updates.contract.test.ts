import { updateContractCases } from './updates.cases.js';
import { runCase } from './run-case.js';
import { describeContract } from './suite.js';

describeContract('updates', updateContractCases, runCase);
