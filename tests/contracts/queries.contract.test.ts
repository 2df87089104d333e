import { queryCases } from './queries.cases.js';
import { runCase } from './run-case.js';
import { describeContract } from './suite.js';

describeContract('queries', queryCases, runCase);
