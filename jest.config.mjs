export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '<rootDir>/test/support/transform.cjs',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2023',
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testTimeout: 60_000,
  // The default leaves a core idle, which on two cores doubles the time.
  maxWorkers: '100%',
  coverageProvider: 'v8',
  collectCoverageFrom: ['{functions,shared,infra,scripts}/**/*.ts'],
};
