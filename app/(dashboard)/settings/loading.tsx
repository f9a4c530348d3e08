import { getTranslate } from "@/app/(dashboard)/translate";
import { SettingsSkeleton } from "@/components/settings/skeletons";

export default async function Loading() {
  const translate = await getTranslate();
  return <SettingsSkeleton label={translate("settings.loading")} />;
}
