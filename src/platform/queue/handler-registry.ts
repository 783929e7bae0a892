import type { JobHandler, JobName, RegisterOptions } from './queue.js';

export interface Registration {
  readonly name: JobName;
  readonly handler: JobHandler<object>;
  readonly concurrency: number;
}

/** Exactly one handler for each job name. */
export class HandlerRegistry {
  private readonly registrations = new Map<JobName, Registration>();

  add<T extends object>(name: JobName, handler: JobHandler<T>, options: RegisterOptions): void {
    if (!/^[a-z0-9-]+\.[a-z0-9-]+$/.test(name)) {
      throw new Error(`"${name}" is not a job name like marketplace.fetch-job.`);
    }
    if (this.registrations.has(name)) throw new Error(`The job ${name} already has a handler.`);
    if (!Number.isInteger(options.concurrency) || options.concurrency < 1) {
      throw new Error(`The concurrency of ${name} must be a whole number above zero.`);
    }
    this.registrations.set(name, {
      name,
      handler: handler as JobHandler<object>,
      concurrency: options.concurrency,
    });
  }

  get(name: JobName): Registration {
    const registration = this.registrations.get(name);
    if (!registration) throw new Error(`No handler is registered for the job ${name}.`);
    return registration;
  }

  get names(): ReadonlySet<JobName> {
    return new Set(this.registrations.keys());
  }

  [Symbol.iterator](): Iterator<Registration> {
    return this.registrations.values();
  }
}
