import { DomainError } from '../../../shared-kernel/index.js';

/** How many forms or mails are being received, so that disk and memory in use have a bound and one address does not take all the room. */
export class UploadSlots {
  private readonly taken = new Map<string, number>();
  private total = 0;

  constructor(
    private readonly most: number,
    private readonly mostOfOne: number,
  ) {}

  /**
   * @returns what gives the slot back
   * @throws DomainError `too-many`
   */
  take(address: string): () => void {
    const own = this.taken.get(address) ?? 0;
    if (this.total >= this.most || own >= this.mostOfOne) {
      const message = 'Too much is being received right now. Send this again in a few seconds.';
      throw new DomainError('too-many', 'request.too-many-uploads', message, { retryAfterSeconds: 5 });
    }
    this.total++;
    this.taken.set(address, own + 1);
    return () => this.giveBack(address);
  }

  private giveBack(address: string): void {
    this.total--;
    const left = (this.taken.get(address) ?? 1) - 1;
    if (left > 0) this.taken.set(address, left);
    else this.taken.delete(address);
  }
}
