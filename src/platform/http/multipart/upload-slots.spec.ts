import { UploadSlots } from './upload-slots.js';

const slots = () => new UploadSlots(8, 4, 4);
const take = (from: UploadSlots, times: number, address: string, key?: string) =>
  Array.from({ length: times }, () => from.take(address, key));
const FULL = expect.objectContaining({ kind: 'too-many', code: 'request.too-many-uploads' });

describe('the slots for what is being received', () => {
  it('are at most four for one address, until one is given back', () => {
    const all = slots();
    const [giveBack] = take(all, 4, '10.0.0.1');
    expect(() => all.take('10.0.0.1')).toThrow(FULL);
    all.take('10.0.0.2');
    giveBack?.();
    all.take('10.0.0.1');
  });

  it('are there for a key when strangers hold all of theirs', () => {
    const all = slots();
    take(all, 4, '10.0.0.1');
    take(all, 4, '10.0.0.2');
    expect(() => all.take('10.0.0.3')).toThrow(FULL);
    take(all, 4, '10.0.0.3', 'a');
    expect(() => all.take('10.0.0.3', 'b')).toThrow(FULL);
  });

  it('are counted by key and not by address, so that a stranger next door is in nobody’s way', () => {
    const all = slots();
    take(all, 4, '10.0.0.1');
    take(all, 4, '10.0.0.1', 'a');
    expect(() => all.take('10.0.0.2', 'a')).toThrow(FULL);
    all.take('10.0.0.1', 'b');
  });

  it('are left to strangers while keys use no more than what is kept for them', () => {
    const all = slots();
    take(all, 4, '10.0.0.1', 'a');
    take(all, 4, '10.0.0.1');
    take(all, 4, '10.0.0.2');
    expect(() => all.take('10.0.0.3', 'b')).toThrow(FULL);
  });

  it('are all free again when all are given back', () => {
    const all = slots();
    for (let round = 0; round < 3; round++) {
      const given = [take(all, 4, '10.0.0.1'), take(all, 4, '10.0.0.2'), take(all, 4, '10.0.0.3', 'a')].flat();
      for (const giveBack of given) giveBack();
    }
    take(all, 4, '10.0.0.1');
  });

  it('are as many for a key as for a stranger where none are kept', () => {
    const mails = new UploadSlots(2, 2);
    take(mails, 2, '10.0.0.1');
    expect(() => mails.take('10.0.0.2', 'a')).toThrow(FULL);
  });
});
