import { answerAuthRequest } from "@/lib/api/auth-request";

export { answerAuthRequest as GET, answerAuthRequest as POST };
