// Loaded into a function before its code: the clock runs as always, but so many milliseconds ahead as the file says.
const { readFileSync } = require('node:fs');

const RealDate = Date;
const file = process.env.AUTOPILOT_TEST_CLOCK;
const now = () => RealDate.now() + Number(readFileSync(file, 'utf8'));

class MovedDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }

  static now() {
    return now();
  }
}
globalThis.Date = MovedDate;
