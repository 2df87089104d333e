import { changeCases } from './change-streams.cases.js';
import { describeContract } from './suite.js';
import { watchChange } from './watch-change.js';

describeContract('change-streams', changeCases, watchChange);
