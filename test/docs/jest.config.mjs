// The documents against the code, without PostgreSQL and nats-server: `npm run check` has to end within a minute.
import all from '../../jest.config.mjs';

const { globalSetup: _setup, globalTeardown: _teardown, ...settings } = all;

export default {
  ...settings,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/docs/**/*.spec.ts', '<rootDir>/test/e2e/*-doc.spec.ts'],
};
