// Import this first: a secret may be in a file, as container engines and systemd provide it, instead of a variable.
import { readSecretFiles } from "../lib/environment/secret-files.mjs";

try {
  for (const [name, value] of Object.entries(readSecretFiles(process.env))) {
    process.env[name] = value;
    // A process that this one starts inherits the value.
    delete process.env[`${name}_FILE`];
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
