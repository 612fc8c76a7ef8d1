import { App } from 'aws-cdk-lib';
import { autopilotApp } from './autopilotApp.ts';

try {
  autopilotApp(new App());
} catch (error) {
  // Wrong settings are the user's to correct: a stack trace would only hide the sentence that says how.
  if (!(error instanceof Error && 'hint' in error)) throw error;
  console.error(`${error.message}\n${error.hint}`);
  process.exitCode = 1;
}
