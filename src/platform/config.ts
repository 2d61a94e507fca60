import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const megabytes = z.coerce.number().min(1).max(2000);
/** What is not said otherwise lies here, wherever the command is called from. */
const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));

const flag = z.enum(["on", "off"]).transform((value) => value === "on");

/** Every setting by its environment variable, with what it is unless set. */
export const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TRUST_PROXY: flag.default(false),
  LIMITS: flag.default(true),
  MAIL_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default("Kith <kith@localhost>"),
  UPLOAD_MB: megabytes.default(25),
  LOG: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** How this installation is set up; the README's table says what each variable means. */
export interface Config {
  port: number;
  host: string;
  /** The address that browsers use, without a slash at its end; null until the port is known. */
  origin: string | null;
  dataDir: string;
  databaseUrl: string | null;
  trustProxy: boolean;
  limits: boolean;
  mailUrl: string | null;
  mailFrom: string;
  uploadBytes: number;
  log: "debug" | "info" | "warn" | "error" | "silent";
}

/** Reads the configuration from environment variables. Throws an Error of one clear line on a wrong value. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const result = schema.safeParse(withoutEmpty(env));
  if (!result.success) {
    const issue = result.error.issues[0]!;
    const name = String(issue.path[0]);
    throw new Error(
      `${name}=${env[name] ?? ""} is not usable: ${issue.message}`,
    );
  }
  const read = result.data;
  return {
    port: read.PORT,
    host: read.HOST,
    origin: read.ORIGIN ? new URL(read.ORIGIN).origin : null,
    dataDir: resolve(env["DATA_DIR"] ? "." : CHECKOUT, read.DATA_DIR),
    databaseUrl: read.DATABASE_URL ?? null,
    trustProxy: read.TRUST_PROXY,
    limits: read.LIMITS,
    mailUrl: read.MAIL_URL ?? null,
    mailFrom: read.MAIL_FROM,
    uploadBytes: read.UPLOAD_MB * 1024 * 1024,
    log: read.LOG,
  };
}

/** What links in mails and on the command line begin with. Never a request's own idea of it: that could be forged. */
export const linkOrigin = ({ origin, port }: Pick<Config, "origin" | "port">) =>
  origin ?? `http://localhost:${port}`;

function withoutEmpty(
  env: Record<string, string | undefined>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== ""),
  );
}
