import { describe, expect, test } from 'vitest';
import { AppError } from '../graphql/errors.js';
import { CostBudget, costLimits } from './cost-budget.js';

const limits = { perOperation: 100, budget: 300, restoredPerSecond: 50 };

function startBudget(chosen = limits) {
  const clock = { ms: 0 };
  const budget = new CostBudget(chosen, () => clock.ms);
  const charge = (payer: string, cost: number) => {
    const answer = budget.charge(payer, cost);
    return answer instanceof AppError ? answer.extensions : answer;
  };
  return { clock, budget, charge };
}

describe('a budget of points', () => {
  test('is spent, comes back with time, and is never more than full', () => {
    const { clock, charge } = startBudget();
    expect([charge('ana', 100), charge('ana', 100), charge('ana', 60)]).toEqual([200, 100, 40]);
    clock.ms += 1_000;
    expect(charge('ana', 0)).toBe(90);
    clock.ms += 60_000;
    expect(charge('ana', 1)).toBe(299);
  });

  test('refuses what is more than is left, says when it fits, and takes nothing for that', () => {
    const { clock, charge } = startBudget();
    for (let spent = 0; spent < 3; spent += 1) charge('ana', 90);
    expect(charge('ana', 80)).toEqual({ code: 'COST_EXCEEDED', cost: 80, budget: 300, retryAfterMs: 1_000 });
    expect(charge('ana', 30)).toBe(0);
    clock.ms += 1_599;
    expect(charge('ana', 80)).toMatchObject({ retryAfterMs: 1 });
    clock.ms += 1;
    expect(charge('ana', 80)).toBe(0);
  });

  test('refuses one operation that is too dear, for ever', () => {
    const { charge } = startBudget();
    expect(charge('ana', 101)).toEqual({ code: 'COST_EXCEEDED', cost: 101, budget: 100, retryAfterMs: null });
    expect(charge('ana', 100)).toBe(200);
  });

  test('is each payer’s own', () => {
    const { charge } = startBudget();
    for (let spent = 0; spent < 3; spent += 1) charge('ana', 100);
    expect(charge('ana', 1)).toMatchObject({ code: 'COST_EXCEEDED' });
    expect(charge('bia', 1)).toBe(299);
  });

  test('remembers nobody whose budget is full again, and never more than so many', () => {
    const { clock, budget } = startBudget();
    for (let payer = 0; payer < 60_000; payer += 1) budget.charge(`payer ${payer}`, 100);
    expect(budget.size).toBe(50_000);
    clock.ms += 5_999;
    budget.charge('ana', 1);
    expect(budget.size).toBe(50_000);
    clock.ms += 1;
    budget.charge('bia', 1);
    expect(budget.size).toBe(2);
  });

  test('always has room for the dearest operation at some time', () => expect(costLimits.budget).toBeGreaterThan(costLimits.perOperation));
});
