import type { ContractSubject } from './contractTools.ts';
import { failureContract } from './failureContract.ts';
import { historyContract } from './historyContract.ts';
import type { StandinUnderTest } from './providerUnderTest.ts';

/** What every provider of daily bars must do, whatever it is asked and however it misbehaves. */
export function marketDataContract(under: StandinUnderTest, subject: ContractSubject): void {
  historyContract(under, subject);
  failureContract(under, subject);
}
