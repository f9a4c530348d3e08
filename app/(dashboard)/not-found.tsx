import { NotFoundMessage } from "@/components/layout/not-found-message";

/** Within the frame of the signed-in pages, which has the page's main landmark. */
export default function NotFound() {
  return <NotFoundMessage />;
}
