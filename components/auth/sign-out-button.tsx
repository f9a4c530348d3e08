"use client";

import { useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { requestSignOut } from "./auth-requests";

/** Ends the session on the server, then reloads: nothing of the account stays in memory. */
export function SignOutButton() {
  const { translate } = useTexts();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");

  async function signOut(): Promise<void> {
    setState("busy");
    if (await requestSignOut()) {
      window.location.assign("/sign-in");
    } else {
      setState("failed");
    }
  }

  return (
    <>
      <button
        type="button"
        disabled={state === "busy"}
        onClick={() => void signOut()}
        className="w-full rounded-md px-2 py-1.5 text-left text-sm hover:bg-sunken disabled:opacity-60"
      >
        {translate("signOut.label")}
      </button>
      <p role="alert" className="px-2 text-negative text-sm empty:hidden">
        {state === "failed" ? translate("signOut.failed") : null}
      </p>
    </>
  );
}
