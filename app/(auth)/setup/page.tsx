import type { Metadata } from "next";
import { getTranslate } from "@/app/translate";
import { FirstSetupForm } from "@/components/auth/first-setup-form";
import { InvitationForm } from "@/components/auth/invitation-form";
import { ProductMark } from "@/components/layout/product-mark";
import { QueryProvider } from "@/components/layout/query-provider";
import { isAwaitingSetup } from "@/lib/auth/setup/awaiting-setup";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("setup.title") };
}

export default async function SetupPage() {
  const [translate, isFirst] = await Promise.all([getTranslate(), isAwaitingSetup()]);
  return (
    <main className="mx-auto grid w-full max-w-sm gap-6 px-4 py-12 sm:py-20">
      <ProductMark />
      <QueryProvider>
        {isFirst ? (
          <>
            <h1 className="font-semibold text-xl">
              {translate("setup.first", { product: translate("product.name") })}
            </h1>
            <FirstSetupForm />
          </>
        ) : (
          <InvitationForm />
        )}
      </QueryProvider>
    </main>
  );
}
