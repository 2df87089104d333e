import { chatCases } from './chat.cases.js';
import { runCase } from './run-case.js';
import { describeContract } from './suite.js';

describeContract('chat', chatCases, runCase);
