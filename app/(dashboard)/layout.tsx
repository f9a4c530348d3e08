import type { ReactNode } from "react";
import { DashboardFrame } from "@/app/dashboard-frame";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  return <DashboardFrame context={await requireSessionContext()}>{children}</DashboardFrame>;
}
