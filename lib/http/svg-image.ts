import { z } from "zod";

/** An answer that is a picture: SVG, drawn here, without scripts and without anything from elsewhere. */
export class SvgImage {
  readonly svg: string;

  constructor(svg: string) {
    this.svg = svg;
  }
}

/** The response of a route that answers with a picture. */
export const picture: z.ZodType<SvgImage, SvgImage> = z.instanceof(SvgImage);
