import type { News } from './news.ts';
import { isLacking, type RoundWatch, type VerifyDocument } from './verifyDocument.ts';

/** What to tell of what verify found; one piece of news per round in danger. */
export function verifyNews({ rounds }: VerifyDocument): News[] {
  return rounds.filter(isLacking).map((watch) => (watch.danger === 'missed' ? missed(watch) : atRisk(watch)));
}

function atRisk(watch: RoundWatch): News {
  const lines = [
    `It costs nothing yet: submit goes on trying until ${watch.closesAt}. After that, the round.`,
    ...lackOf(watch),
    'What to do: read the last runs in the log of submit, then npm run -s autopilot -- run, or upload a file at numer.ai.',
  ];
  const subject = `Round ${watch.round} at risk: ${namesOf(watch)} not confirmed yet`;
  return { event: 'atRisk', subject, text: lines.join('\n'), once: `r${watch.round}/at-risk` };
}

function missed(watch: RoundWatch): News {
  const lines = [
    `It costs the round: it closed at ${watch.closesAt}, and a late submission is scored but not paid.`,
    ...lackOf(watch),
    'What to do: read the runs before the deadline in the log of submit, and mend what failed before the next round.',
  ];
  const subject = `Round ${watch.round} missed: ${namesOf(watch)}`;
  return { event: 'missed', subject, text: lines.join('\n'), once: `r${watch.round}/missed` };
}

const lacking = ({ slots }: RoundWatch) => slots.filter(({ confirmed }) => !confirmed);

function lackOf(watch: RoundWatch): string[] {
  return lacking(watch).map(({ slot, reason }) => `Why: ${slot}: ${reason}`);
}

function namesOf(watch: RoundWatch): string {
  const [first, ...others] = lacking(watch).map(({ slot }) => slot);
  return others.length > 0 ? `${first} and ${others.length} more` : String(first);
}
