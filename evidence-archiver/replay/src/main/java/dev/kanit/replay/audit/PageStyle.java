package dev.kanit.replay.audit;

/** How the page looks, on a screen and on paper. */
final class PageStyle {

    static final String CSS =
            """
            :root{--ink:#1c2530;--soft:#5c6b7a;--line:#d9e0e6;--good:#1a7f4b;--bad:#b3261e;--warn:#9a6700}
            body{font:15px/1.5 system-ui,"Segoe UI",Roboto,sans-serif;color:var(--ink);margin:0 auto;
            max-width:1080px;padding:24px 20px 60px;background:#fff}
            header{border-bottom:2px solid var(--ink);padding-bottom:12px}
            h1{margin:0;font-size:28px}h2{margin:34px 0 8px;font-size:18px}
            .kind{margin:0;color:var(--soft);text-transform:uppercase;letter-spacing:.08em;font-size:12px}
            .outcome{display:inline-block;margin:10px 0 0;padding:2px 12px;border-radius:4px;color:#fff;
            background:var(--soft);font-weight:600}
            .outcome.completed{background:var(--good)}.outcome.rolled_back{background:var(--bad)}
            .digest,code,pre{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:12.5px}
            .digest{color:var(--soft);overflow-wrap:anywhere;margin:6px 0 0}
            pre{background:#f4f6f8;padding:10px 12px;border-radius:4px;overflow:auto}
            table{border-collapse:collapse;width:100%;font-size:13.5px}
            th{text-align:left;color:var(--soft);font-weight:600;border-bottom:1px solid var(--ink)}
            th,td{padding:5px 10px 5px 0;vertical-align:top}
            td{border-bottom:1px solid var(--line);overflow-wrap:break-word}
            td:nth-child(-n+2){white-space:nowrap}
            tr.held td:nth-child(4),tr.rollback_recommended td:nth-child(4){color:var(--warn);font-weight:600}
            tr.rollback_ordered td:nth-child(4),tr.rollback_failed td:nth-child(4){color:var(--bad);
            font-weight:600}
            tr.stage_passed td:nth-child(4),tr.completed td:nth-child(4){color:var(--good);font-weight:600}
            .findings li{margin:4px 0}.findings code{color:var(--warn);font-weight:600}
            .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:14px 18px}
            figure{margin:0}figcaption{font-size:12.5px;color:var(--soft)}figcaption b{color:var(--ink)}
            .chart{width:100%;background:#f8fafb;border:1px solid var(--line);border-radius:3px}
            .chart path{fill:none;stroke-width:1.6;vector-effect:non-scaling-stroke}
            .chart .canary{stroke:#0b57d0}.chart .baseline{stroke:#9aa7b4}
            .chart .limit{stroke:var(--bad);stroke-dasharray:4 3;vector-effect:non-scaling-stroke}
            .legend i{display:inline-block;width:22px;border-top:2px solid;vertical-align:middle;
            margin-left:10px}
            .legend{color:var(--soft);font-size:12.5px}.legend .canary{color:#0b57d0}
            .legend .baseline{color:#9aa7b4}.legend .limit{color:var(--bad);border-top-style:dashed}
            @media print{body{padding:0;max-width:none}h2{break-after:avoid}tr,figure{break-inside:avoid}}
            """;

    private PageStyle() {}
}
