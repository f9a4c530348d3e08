import "server-only";
import { notFound } from "next/navigation";
import { AppError } from "@/lib/errors";

/**
 * What a page shows, or null where whoever looks may not see it: then the page says so, and nothing of it is sent. What is
 * not there, or out of sight, is the page that is not there.
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
