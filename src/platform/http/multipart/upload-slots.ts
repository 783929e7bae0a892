import { DomainError } from '../../../shared-kernel/index.js';

/**
 * How many forms or mails are being received, so that disk and memory in use have a bound and nobody takes all the room. Strangers have
 * `most` between them; callers with a key have `reserved` more, which no number of strangers can take from them.
 */
export class UploadSlots {
  private readonly taken = new Map<string, number>();
  private total = 0;
  private strangers = 0;

  constructor(
    private readonly most: number,
    private readonly mostOfOne: number,
    private readonly reserved = 0,
  ) {}

  /**
   * @param address of the caller
   * @param key of the caller, when it was checked: it counts instead of the address, which strangers may share
   * @returns what gives the slot back
   * @throws DomainError `too-many`
   */
  take(address: string, key: string | null = null): () => void {
    const caller = key === null ? address : `key ${key}`;
    const stranger = key === null ? 1 : 0;
    const isFull = this.total >= this.most + this.reserved || (stranger === 1 && this.strangers >= this.most);
    if (isFull || (this.taken.get(caller) ?? 0) >= this.mostOfOne) {
      const message = 'Too much is being received right now. Send this again in a few seconds.';
      throw new DomainError('too-many', 'request.too-many-uploads', message, { retryAfterSeconds: 5 });
    }
    this.count(caller, 1, stranger);
    return () => this.count(caller, -1, -stranger);
  }

  private count(caller: string, by: number, strangers: number): void {
    this.total += by;
    this.strangers += strangers;
    const own = (this.taken.get(caller) ?? 0) + by;
    if (own > 0) this.taken.set(caller, own);
    else this.taken.delete(caller);
  }
}
