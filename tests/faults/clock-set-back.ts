const HOUR_MS = 3_600_000;

/** Loaded before Kith: at the signal USR2 this process's clock goes an hour back, as after a wrong one was set right. */
function obeySignal(): void {
  const Real = Date;
  let behind = 0;
  const now = () => Real.now() - behind;
  process.on('SIGUSR2', () => {
    behind += HOUR_MS;
    process.stdout.write('The clock was set back.\n');
  });
  globalThis.Date = new Proxy(Real, {
    construct: (target, given: [], made) =>
      Reflect.construct(target, given.length ? given : [now()], made) as Date,
    apply: () => new Real(now()).toString(),
    get: (target, name, receiver) =>
      name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown),
  });
}

obeySignal();
