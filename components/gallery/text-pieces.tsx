"use client";

import { Badge } from "@/components/ui/badge";
import { Button, buttonClasses } from "@/components/ui/button";
import { Chevron } from "@/components/ui/chevron";
import { ExportLinks } from "@/components/ui/export-links";
import { Figure } from "@/components/ui/figure";
import { MessagePage } from "@/components/ui/message-page";
import { Meter } from "@/components/ui/meter";
import { Notice } from "@/components/ui/notice";
import { PageLink } from "@/components/ui/page-link";
import { Segments } from "@/components/ui/segments";
import { Skeleton } from "@/components/ui/skeleton";
import { missingSign } from "@/lib/i18n/format";
import { Piece } from "./piece";

const looks = ["quiet", "primary", "danger"] as const;

/** Text, buttons and links. */
export function TextPieces() {
  return (
    <>
      <Piece name="Button">
        {looks.map((look) => (
          <Button key={look} look={look}>
            {look}
          </Button>
        ))}
        {looks.map((look) => (
          <Button key={look} look={look} disabled>
            {look}, disabled
          </Button>
        ))}
        <PageLink href="/" className={buttonClasses("primary")}>
          A link that looks like one
        </PageLink>
      </Piece>
      <Piece name="Badge">
        <Badge>neutral</Badge>
        <Badge tone="caution">caution</Badge>
      </Piece>
      <Piece name="Chevron">
        <Chevron />
        <Chevron className="rotate-90" />
      </Piece>
      <Piece name="Figure">
        <Figure value="87.5" missing="No score yet" />
        <Figure value={missingSign} missing="No score yet" />
      </Piece>
      <Piece name="Meter">
        {[0, 0.4, 1].map((ratio) => (
          <div key={ratio} className="w-32">
            <Meter ratio={ratio} />
          </div>
        ))}
      </Piece>
      <Piece name="Notice">
        <Notice action={<Button>Try again</Button>}>The figures could not be loaded.</Notice>
      </Piece>
      <Piece name="Skeleton">
        <Skeleton className="h-6 w-40" />
      </Piece>
      <Piece name="Segments">
        <Segments
          label="Period"
          segments={[7, 30, 90].map((days) => ({
            key: String(days),
            label: `${days}`,
            description: `Last ${days} days`,
            change: { days: String(days) },
            isCurrent: days === 30,
          }))}
        />
      </Piece>
      <Piece name="ExportLinks">
        <ExportLinks files={[{ address: "#", label: "CSV" }]} />
      </Piece>
      <Piece name="MessagePage">
        <MessagePage title="Nothing here" action={<Button look="primary">Go back</Button>}>
          <p>This page does not exist.</p>
        </MessagePage>
      </Piece>
    </>
  );
}
