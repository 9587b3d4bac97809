# 基期文件：另一份地块文件作为基期，按宗地代码与现期对应；新增、消失、分割、合并、改编号。

presence-rekeyed = 仅改编号
column-parcels-rekeyed = 仅改编号的地块
column-output-compared-groups = 可比产值中按组合计的组数
column-tax-compared-groups = 可比税收中按组合计的组数
column-compared-together = 合并计算的地块（两期合计）
compare-rekeyed = { $count } 宗地块轮廓相同、编号已改，按同一宗地块对比。
note-compare-lineage = 分割、合并
note-compare-rekeyed = 仅改编号
note-base-pairs = 两期对应

command-choose-base = 选择基期文件…
command-changes = 两期变化…
job-read-base = 读取基期文件
base-read-title = 选择基期地块文件
base-read-go = 作为基期
base-title = 基期文件
base-remove = 移除基期文件 { $file }
base-outlines = 在地图上画出已不存在的基期地块
base-name-file = 基期文件 { $file }
base-not-read = 未能读取基期文件 { $file }：{ $reason }
base-none-paired = { $file } 与现期没有编号或轮廓相同的地块，无法逐宗比较；请核对两个文件的宗地代码和坐标系。
base-findings = 读取基期文件时另有 { $count } 处需要留意。
base-joined = { $file } 作为基期：{ $same } 宗两期都有（其中面积有变 { $reshaped } 宗，仅改编号 { $rekeyed } 宗）；新增 { $appeared } 宗，消失 { $vanished } 宗；分割涉及 { $split } 宗，合并涉及 { $merged } 宗（两期合计）。

inspector-change = 与基期对比（{ $base }）
inspector-change-land = 可比土地
inspector-change-of = { $from } → { $to }
inspector-change-times = { $from } → { $to }（{ $multiple } 倍）
inspector-change-alone = 基期没有这宗地块，没有可比的数。
inspector-change-apart = 分割、合并后前后土地不齐，或缺数，不作对比。
inspector-change-group = 分割、合并的地块按组合计：基期 { $base } 宗对现期 { $current } 宗。
inspector-change-groups = 其中 { $groups } 组分割、合并的地块按组合计。
inspector-change-compared = 产值可比 { $output } 宗，税收可比 { $tax } 宗。

changes-title = 两期变化：{ $base } → { $current }
changes-current = 现期
changes-caption = 点类别可列出其地块，点地块可在地图上找到；基期已不存在的地块以虚线轮廓标出。
changes-list = 列出
changes-moved = 增减最大
changes-shown = 共 { $count } 宗，列出前 { $shown } 宗。
changes-none = 没有这一类地块。
changes-no-base = 没有基期：数据中没有更早的年份，也没有选择基期文件。
changes-wait = 正在计算……
changes-only-base = { $name }（基期）
export-what-changes = 两期变化（逐宗）
export-what-changes-by = 两期变化（按{ $by }汇总）
changes-base-parcels = 基期宗数
changes-base-land = 基期土地
changes-parcels = 现期宗数
changes-land = 现期土地
help-years = 与基期对比：数据中有两个年份的产值列时自动对比；也可在“工具”菜单选择另一份地块文件作为基期，按宗地代码对应，编号已改而轮廓相同的视为同一宗。分割、合并的地块前后土地齐全的按组合计。“两期变化…”列出新增、消失、分割、合并和增减最大的地块。
compare-cut-short = 重叠的轮廓过多，未能逐一比对；个别分割、合并或改编号的地块可能列为新增和消失。
filter-presence = 与基期的对应
