import { jest } from '@jest/globals';
import { BODY_PACE, watchPace } from './pace.js';

const MB = 1024 * 1024;

function sender() {
  const request = { complete: false, cutAfterS: null as number | null };
  const began = performance.now();
  const destroy = () => void (request.cutAfterS ??= (performance.now() - began) / 1000);
  const watched = Object.assign(request, { destroy: destroy as never });
  const pace = watchPace(watched, BODY_PACE);
  const send = (bytes: number, everyS: number, forS: number): void => {
    for (let s = 0; s < forS && request.cutAfterS === null; s += everyS) {
      pace.came(bytes);
      jest.advanceTimersByTime(everyS * 1000);
    }
  };
  return { request, pace, send };
}

describe('a body that comes', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('as a byte now and then is cut off after the grace', () => {
    const { request, send } = sender();
    send(1, 14, 600);
    expect(request.cutAfterS).toBe(20);
  });

  it('at the pace of a poor mobile line may take its 45 minutes', () => {
    const { request, pace, send } = sender();
    send((40 * MB) / (45 * 60), 1, 45 * 60);
    expect(request.cutAfterS).toBeNull();
    pace.stop();
  });

  it('after a slow beginning is given time to come up to speed', () => {
    const { request, pace, send } = sender();
    send(1, 1, 10);
    send(40_000, 1, 60);
    expect(request.cutAfterS).toBeNull();
    pace.stop();
  });

  it('fast and then not at all is cut off for its silence', () => {
    const { request, send } = sender();
    send(5 * MB, 5, 5);
    jest.advanceTimersByTime(60_000);
    expect(request.cutAfterS).toBe(30);
  });

  it('fast and then in drips lasts no longer than its bytes at the lowest rate', () => {
    const { request, send } = sender();
    send(MB, 1, 1);
    send(1, 14, 600);
    expect(request.cutAfterS).toBe(Math.ceil(MB / BODY_PACE.bytesPerSecond));
  });

  it('whole is not cut off for what takes long behind it', () => {
    const { request, send } = sender();
    send(100, 1, 1);
    request.complete = true;
    jest.advanceTimersByTime(600_000);
    expect(request.cutAfterS).toBeNull();
  });

  it('is not looked at once nothing more is read', () => {
    const { request, pace } = sender();
    pace.stop();
    jest.advanceTimersByTime(600_000);
    expect(request.cutAfterS).toBeNull();
  });
});
