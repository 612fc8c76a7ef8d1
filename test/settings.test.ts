import { describe, expect, it } from '@jest/globals';
import { parseDeploymentSettings, parseSettings } from '../shared/settings.ts';

const withCandidates = (...candidates: unknown[]) => ({ slots: [{ name: 'mine', candidates }] });
const candidatesOf = (...candidates: unknown[]) =>
  parseSettings(withCandidates(...candidates)).slots[0]!.candidates;
const blend = { name: 'mix', models: [{ model: 'a', weight: 2 }, { model: 'b' }] };

describe('a candidate', () => {
  it('is the name of a model, or several models that count once unless they are weighted', () => {
    expect(candidatesOf('base', blend)).toEqual([
      'base',
      {
        name: 'mix',
        models: [
          { model: 'a', weight: 2 },
          { model: 'b', weight: 1 },
        ],
      },
    ]);
  });

  it('is neutralised to all of what the features explain, unless a share is given', () => {
    const neutralise = (value: unknown) => candidatesOf({ ...blend, neutralise: value })[0];
    const features = ['feature_momentum_60d', 'a column with spaces'];
    expect(neutralise({ features })).toMatchObject({ neutralise: { features, proportion: 1 } });
    expect(neutralise({ features, proportion: 0 })).toMatchObject({ neutralise: { proportion: 0 } });
  });

  it('may be a single model with neutralisation', () => {
    const one = { name: 'calm', models: [{ model: 'a' }], neutralise: { features: ['x'] } };
    expect(candidatesOf(one)).toMatchObject([{ models: [{ model: 'a', weight: 1 }] }]);
  });

  it('is a column of a table of the user where it says so, whatever dots the column has', () => {
    const signal = { name: 'mine', signal: 'chain.flow.7d' };
    expect(candidatesOf(signal)).toEqual([signal]);
  });

  it('comes back the same from the file that a deployment carries', () => {
    const settings = parseSettings(withCandidates('base', { ...blend, neutralise: { features: ['x'] } }));
    expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });
});

describe('a wrong candidate', () => {
  const weighted = (weight: unknown) => ({ name: 'mix', models: [{ model: 'a', weight }] });
  const neutral = (neutralise: unknown) => ({ ...blend, neutralise });

  it.each([
    ['a number', 5, 'a candidate is the name of a model, ', ''],
    ['a name with a slash', 'a/b', 'a name is 1 to 64', ''],
    ['no models', { name: 'mix' }, 'expected array', '.models'],
    ['an empty list of models', { name: 'mix', models: [] }, '>=1 items', '.models'],
    ['models that are names', { name: 'mix', models: ['a'] }, 'expected object', '.models[0]'],
    ['no name', { models: [{ model: 'a' }] }, 'expected string', '.name'],
    ['a wrong name', { ...blend, name: '../x' }, 'a name is 1 to 64', '.name'],
    ['a wrong model name', { name: 'mix', models: [{ model: 'a b' }] }, 'a name is 1', '.models[0].model'],
    ['a model twice', { name: 'mix', models: [{ model: 'a' }, { model: 'a' }] }, 'must differ', '.models'],
    ['a weight of 0', weighted(0), '>0', '.models[0].weight'],
    ['a negative weight', weighted(-1), '>0', '.models[0].weight'],
    ['an infinite weight', weighted(Infinity), 'expected number', '.models[0].weight'],
    ['a weight in words', weighted('2'), 'expected number', '.models[0].weight'],
    ['a misspelt key', { ...blend, neutralize: { features: ['x'] } }, '"neutralize"', ''],
    ['a signal without a table', { name: 'mine', signal: 'flow' }, 'looks like table.column', '.signal'],
    ['a signal beside models', { ...blend, signal: 'chain.flow' }, '"signal"', ''],
    ['a misspelt key instead of models', { name: 'mix', modles: [] }, '"modles"', ''],
    ['a misspelt weight', { name: 'mix', models: [{ model: 'a', weigth: 1 }] }, '"weigth"', '.models[0]'],
    ['no features', neutral({ proportion: 1 }), 'expected array', '.neutralise.features'],
    ['an empty list of features', neutral({ features: [] }), '>=1 items', '.neutralise.features'],
    ['an empty feature', neutral({ features: [''] }), '>=1 char', '.neutralise.features[0]'],
    ['a proportion above 1', neutral({ features: ['x'], proportion: 1.5 }), '<=1', '.neutralise.proportion'],
    ['a negative proportion', neutral({ features: ['x'], proportion: -1 }), '>=0', '.neutralise.proportion'],
    ['a misspelt proportion', neutral({ features: ['x'], share: 1 }), '"share"', '.neutralise'],
  ])('with %s is refused with its place', (_, candidate, words, key) => {
    expect(() => candidatesOf(candidate)).toThrow(
      expect.objectContaining({ code: 'settings_invalid', message: expect.stringContaining(words) }),
    );
    expect(() => candidatesOf(candidate)).toThrow(`at slots[0].candidates[0]${key}`);
  });

  it('by the name of another one is refused, whatever it is made of', () => {
    for (const pair of [
      ['mix', blend],
      [blend, { ...blend, models: [{ model: 'c' }] }],
      ['mix', 'mix'],
    ]) {
      expect(() => candidatesOf(...pair)).toThrow(
        /names of the candidates must differ\n.*slots\[0\].candidates/,
      );
    }
  });
});

describe('other settings', () => {
  it.each([
    [
      'a slot twice',
      { slots: [...withCandidates('a').slots, ...withCandidates('b').slots] },
      'slot names must differ',
    ],
    ['a slot name with a space', { slots: [{ name: 'my slot', candidates: ['a'] }] }, 'at slots[0].name'],
    [
      'a slot name that is none',
      { slots: [{ name: 5, candidates: ['a'] }] },
      'Invalid input\n  → at slots[0].name',
    ],
    ['no slots', {}, 'at slots'],
    ['something else', 'slots', 'expected object'],
  ])('with %s are refused', (_, settings, words) => {
    expect(() => parseSettings(settings)).toThrow(words);
  });

  it('of a deployment say whom to tell, if nobody', () => {
    const settings = withCandidates('base');
    expect(() => parseDeploymentSettings(settings)).toThrow('alertEmails is missing');
    expect(parseDeploymentSettings({ ...settings, alertEmails: [] }).alertEmails).toEqual([]);
  });
});
