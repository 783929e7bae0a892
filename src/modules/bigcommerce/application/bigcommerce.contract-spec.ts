import { describeConnector } from '../../marketplace-base/testing/index.js';
import { startStubConnector } from '../testing/stub-connector.js';

describeConnector('BigCommerce', startStubConnector);
