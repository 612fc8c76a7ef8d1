/** What the demo can show. */
export const SCENARIOS = {
  numerai: "a model of Numerai's own features",
  market: 'a model that also uses market features, from local market data providers',
  'provider-outage': 'the same on a day when the providers do not answer: the next candidate saves the round',
} as const;
export type ScenarioName = keyof typeof SCENARIOS;
