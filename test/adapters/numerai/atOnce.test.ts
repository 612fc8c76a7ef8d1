import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { json, type Reply } from '../../support/httpServer.ts';
import { limitOf } from '../../support/limits.ts';
import { type NumeraiUnderTest, numeraiUnderTest } from '../../support/numeraiUnderTest.ts';

let numerai: NumeraiUnderTest;
beforeEach(async () => {
  numerai = await numeraiUnderTest();
});
afterEach(() => numerai.server.close());

it('asks Numerai at most eight things at a time, however many slots there are, and all of them in the end', async () => {
  let inFlight = 0;
  let most = 0;
  const answer = json({ data: { submissions: [] } });
  const slowly: Reply = (response, request) => {
    most = Math.max(most, ++inFlight);
    setTimeout(() => {
      inFlight--;
      answer(response, request);
    }, 10);
  };
  numerai.server.script(...Array.from({ length: 40 }, () => slowly));
  const asks = Array.from({ length: 40 }, (_, slot) =>
    numerai.client.submissions(`model-${slot}`, undefined, limitOf()),
  );
  expect(await Promise.all(asks)).toEqual(asks.map(() => []));
  expect(numerai.server.requests).toHaveLength(40);
  expect(most).toBe(8);
});
