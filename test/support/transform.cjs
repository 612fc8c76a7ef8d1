const swc = require('@swc/jest');

/**
 * Inside Jest every look-up of a global leaves compiled code, which makes arithmetic up to forty times as slow as it is.
 * As constants of each module they are found at once. No test can replace them then; none does.
 */
const GLOBALS = [
  'Math',
  'Number',
  'Object',
  'Array',
  'Map',
  'Set',
  'Float64Array',
  'Int32Array',
  'Uint8Array',
];
const CONSTANTS = `const {${GLOBALS.join(',')}}=globalThis;`;

function createTransformer(options) {
  const transformer = swc.createTransformer(options);
  const withConstants = (result) => ({ ...result, code: CONSTANTS + result.code });
  return {
    ...transformer,
    process: (...source) => withConstants(transformer.process(...source)),
    processAsync: async (...source) => withConstants(await transformer.processAsync(...source)),
    getCacheKey: (...source) => transformer.getCacheKey(...source) + CONSTANTS,
  };
}

module.exports = { createTransformer };
