import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getDebianProgram, runProgram } from "./debian-program";

/** Checks haproxy.cfg by HAProxy itself, with a certificate made for it. @returns a sentence about what was found. */
export function checkProxy(folder: string): string {
  const haproxy = getDebianProgram({
    ...{ name: "haproxy", path: "usr/sbin/haproxy" },
    libraries: ["liblua5.3-0", "libopentracing-c-wrapper0", "libopentracing1"],
  });
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"],
      ...["-keyout", key, "-out", certificate],
    ],
    { stdio: "ignore" },
  );
  writeFileSync(certificate, `${readFileSync(certificate, "utf8")}${readFileSync(key, "utf8")}`);
  const config = readFileSync("deploy/haproxy/haproxy.cfg", "utf8");
  const file = join(folder, "haproxy.cfg");
  writeFileSync(file, config.replace("/etc/haproxy/certificate.pem", certificate));
  return `haproxy -c: ${runProgram(haproxy, ["-c", "-f", file]).split("\n").at(-1)}`;
}
