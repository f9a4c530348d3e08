import { handleAuthRequest } from "@/lib/api/auth-request";

export { handleAuthRequest as GET, handleAuthRequest as POST };
