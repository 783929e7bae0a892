/** The hub cannot start and a person can do something about it: main prints the sentence alone, without a stack. */
export class StartupError extends Error {
  constructor(
    message: string,
    readonly exitCode: number = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StartupError';
  }
}
