/** Ends a process when its parent is killed: node --import ./scripts/end-with-parent.mjs, with a pipe as stdin. */
import { onParentKilled } from "./on-parent-exit.mjs";

onParentKilled(() => process.kill(process.pid, "SIGTERM"));
