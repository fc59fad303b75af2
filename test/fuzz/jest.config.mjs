// The long form, started by `npm run fuzz`; the short one is an ordinary spec of `npm test`.
import all from '../../jest.config.mjs';

export default {
  ...all,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/fuzz/*.fuzz.ts'],
  // All parts together end within eight minutes on two cores.
  testTimeout: 480_000,
};
