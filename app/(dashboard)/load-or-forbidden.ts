import "server-only";
import { notFound } from "next/navigation";
import { AppError } from "@/lib/errors";

/**
 * Loads what a page shows. Null where the viewer may not see it: then the page says so, and sends nothing of it. What
 * does not exist, or is out of sight, shows the page for a URL that does not exist.
 */
export async function loadOrForbidden<Loaded>(load: () => Promise<Loaded>): Promise<Loaded | null> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") {
      return null;
    }
    if (error instanceof AppError && error.code === "not_found") {
      notFound();
    }
    throw error;
  }
}
