import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../shared-kernel/index.js';
import type { Connector } from '../contract/index.js';
import type { Operation } from './operation.js';

/** Connectors by key. Two with one key stop the start. */
@Injectable()
export class ConnectorRegistry {
  private readonly connectors = new Map<string, Connector>();

  register(connector: Connector): void {
    if (this.connectors.has(connector.key)) throw new Error(`Two connectors are called ${connector.key}.`);
    this.connectors.set(connector.key, connector);
  }

  get(key: string): Connector {
    const connector = this.connectors.get(key);
    if (!connector) {
      throw new DomainError(
        'invalid',
        'marketplace.unknown-connector',
        `There is no connector named ${key}; known: ${this.keys().join(', ')}.`,
      );
    }
    return connector;
  }

  keys(): string[] {
    return [...this.connectors.keys()];
  }
}

/** Operations by key, for queue jobs. */
@Injectable()
export class OperationRegistry {
  private readonly operations = new Map<string, Operation>();

  register(operation: Operation): void {
    if (this.operations.has(operation.key)) throw new Error(`Two operations are called ${operation.key}.`);
    this.operations.set(operation.key, operation);
  }

  get(key: string): Operation {
    const operation = this.operations.get(key);
    if (!operation) {
      throw new DomainError(
        'invalid',
        'marketplace.unknown-operation',
        `There is no operation named ${key}; known: ${this.keys().join(', ')}.`,
      );
    }
    return operation;
  }

  keys(): string[] {
    return [...this.operations.keys()];
  }

  all(): Operation[] {
    return [...this.operations.values()];
  }
}
