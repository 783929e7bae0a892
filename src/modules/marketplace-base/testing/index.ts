export {
  describeConnector,
  type ConnectorUnderTest,
  type RemoteFault,
  type RemoteUnderTest,
} from './describe-connector.js';
export { aStore, FakeConnector, FakeFailure } from './fake-connector.js';
export { FakeOperation, type FakeThing } from './fake-operation.js';
export { marketplaceApp, TOKEN, type MarketplaceApp } from './marketplace-app.js';
