import { createApp } from './app.ts';
import { readConfig } from './platform/config.ts';
import { serve } from './server.ts';

const WRONG_CONFIGURATION = 2;

function configOrExit() {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.stderr.write(`kith: ${(error as Error).message}\n`);
    process.exit(WRONG_CONFIGURATION);
  }
}

const config = configOrExit();
const app = await createApp(config).catch((error: unknown) => {
  process.stderr.write(`kith: cannot open the house: ${(error as Error).message}\n`);
  process.exit(1);
});
const { origin, close } = await serve(app);
process.stdout.write(`Kith is open at ${origin}\n`);
const founding = await app.foundingLink(origin);
if (founding) process.stdout.write(`Found the first community here, once: ${founding}\n`);

let closing = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (closing) process.exit(1);
    closing = true;
    void close().then(() => process.exit(0));
  });
}
