import type { KnownCause } from '../known-cause.js';
import { BIGCOMMERCE_CAUSES } from './bigcommerce-causes.js';
import { IMPORT_CAUSES } from './import-causes.js';
import { SHIPSTATION_CAUSES } from './shipstation-causes.js';

/** What the hub knows from its first start on. */
export const FIRST_CAUSES: readonly KnownCause[] = [...BIGCOMMERCE_CAUSES, ...IMPORT_CAUSES, ...SHIPSTATION_CAUSES];
