import { runCase } from './run-case.js';
import { statisticsCases } from './statistics.cases.js';
import { describeContract } from './suite.js';

describeContract('statistics', statisticsCases, runCase);
