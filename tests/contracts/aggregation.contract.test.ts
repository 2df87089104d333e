import { aggregationCases } from './aggregation.cases.js';
import { runCase } from './run-case.js';
import { describeContract } from './suite.js';

describeContract('aggregation', aggregationCases, runCase);
