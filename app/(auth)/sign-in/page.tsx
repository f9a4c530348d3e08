import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslate } from "@/app/translate";
import { SignInForm } from "@/components/auth/sign-in-form";
import { ProductMark } from "@/components/layout/product-mark";
import { buttonClasses } from "@/components/ui/button";
import { PageLink, textLinkClasses } from "@/components/ui/page-link";
import { findSessionContext } from "@/lib/auth/sessions/page-session";
import { isAwaitingSetup } from "@/lib/auth/setup/awaiting-setup";
import { listDemoAccounts } from "@/lib/auth/sign-in/demo-accounts";
import { toSafeCallbackPath } from "@/lib/auth/sign-in/safe-callback";
import { getEnvironment } from "@/lib/environment/environment";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("signIn.title") };
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}) {
  const { callbackUrl } = await searchParams;
  const callbackPath = toSafeCallbackPath([callbackUrl].flat()[0]);
  if ((await findSessionContext()) !== null) {
    redirect(callbackPath);
  }
  const [translate, accounts, isFirst] = await Promise.all([
    getTranslate(),
    listDemoAccounts(getEnvironment()),
    isAwaitingSetup(),
  ]);
  return (
    <main className="mx-auto grid w-full max-w-sm gap-8 px-4 py-12 sm:py-20">
      <div className="grid gap-4">
        <ProductMark />
        <h1 className="font-semibold text-xl">
          {translate("signIn.heading", { product: translate("product.name") })}
        </h1>
      </div>
      {isFirst ? (
        <div className="panel grid justify-items-start gap-3 p-4">
          <p className="text-sm">{translate("signIn.awaitingSetup")}</p>
          <PageLink href="/setup" className={buttonClasses("primary")}>
            {translate("signIn.setUp")}
          </PageLink>
        </div>
      ) : null}
      <SignInForm
        callbackPath={callbackPath}
        demoAccounts={accounts.map(({ organization, username, role, password }) => ({
          organization,
          username,
          role,
          password,
        }))}
      />
      <p className="text-muted text-sm">
        {translate("signIn.programs")}{" "}
        <PageLink href="/docs/api" className={textLinkClasses}>
          {translate("apiReference.title")}
        </PageLink>
      </p>
    </main>
  );
}
