import { Injectable } from '@nestjs/common';
import { redactor } from '../../../platform/logging/index.js';
import type { Connector, Disposition } from '../contract/index.js';
import { secretValues, type Credentials } from '../domain/credentials.js';

/**
 * Remote systems repeat what they were sent, tokens included. Whatever a connector calls secret is remembered when it is read, and
 * taken out of every sentence that comes back before it is stored, answered or logged.
 */
@Injectable()
export class SecretMemory {
  remember(connector: Pick<Connector, 'credentialFields'>, credentials: Credentials): void {
    for (const value of secretValues(connector.credentialFields, credentials)) redactor.remember(value);
  }

  clean(problem: Disposition): Disposition {
    return {
      ...problem,
      message: redactor.text(problem.message),
      vendorMessage: redactor.text(problem.vendorMessage),
      endpoint: redactor.text(problem.endpoint),
    };
  }
}
