import { LocalQuotaStore } from './quota-store.js';
import { describeQuotaStore } from './testing/quota-behaviour.js';

describe('the quota kept in this process', () => {
  let now = 0;
  describeQuotaStore({
    store: () => new LocalQuotaStore(() => now),
    pass: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  });
});
