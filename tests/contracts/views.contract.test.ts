import { runCase } from './run-case.js';
import { describeContract } from './suite.js';
import { viewCases } from './views.cases.js';

describeContract('views', viewCases, runCase);
