# 导出、写文件与项目文件
export-failed = 文件未能写入，原有内容保持不变：{ $reason }。文件：{ $path }
export-onto-source = 不能写到正在打开的源文件上，请另选文件名。文件：{ $path }
export-is-folder = 这是一个文件夹，请输入文件名：{ $path }
export-no-folder = 目标文件夹不存在，请先新建或另选位置：{ $path }
export-write-protected = 文件已设为只读，请取消只读或另选文件名：{ $path }

export-reason-not-found = 找不到文件或文件夹
export-reason-permission = 没有权限
export-reason-disk-full = 磁盘空间不足
export-reason-read-only = 磁盘为只读
export-reason-too-large = 超出磁盘允许的文件大小
export-reason-folder = 这是一个文件夹
export-reason-busy = 文件正被其他程序占用
export-reason-pipe = 接收输出的程序已退出
export-reason-name = 文件名无效

export-output-failed = 导出未完成：{ $reason }
export-source-unreadable = 源文件无法读取：{ $reason }。文件：{ $name }
export-source-changed = 源文件在读入后已被改动，为避免数据错位，没有导出。请重新打开后再导出。文件：{ $name }
export-too-many-rows = 共 { $rows } 行，超过 Excel 工作表上限 { $limit } 行。请先筛选，或导出为 CSV。
export-too-many-columns = 共 { $columns } 列，超过 Excel 工作表上限 { $limit } 列。请减少列，或导出为 CSV。
export-xlsx-failed = Excel 文件未能生成：{ $reason }
export-picture-failed = 图片未能生成：{ $reason }

export-sheet-table = 数据
export-sheet-notes = 说明
export-notes-item = 项目
export-notes-value = 内容
export-font = 等线

project-unreadable = 项目文件无法读取：{ $reason }。文件：{ $path }
project-not-json = 项目文件不是有效的 JSON（第 { $line } 行第 { $column } 列），可能已损坏，可尝试自动保存的副本。文件：{ $path }
project-not-project = 这不是亩镜项目文件，请选择 .mulens 文件：{ $path }
project-newer = 该项目文件由更新版本的亩镜保存（版本 { $found }，本程序支持到 { $supported }），请升级程序后再打开：{ $path }
project-damaged = 项目文件内容不符合格式（{ $detail }），没有打开。文件：{ $path }
project-source-missing = 找不到项目引用的地块文件，请将其放回原处或重新指定：{ $path }

# 坐标系
crs-sentence = { $crs } · { $evidence }
crs-by-option = 由用户指定
crs-by-member = 由文件注明
crs-by-numbers = 由坐标数值判断
crs-by-default = GeoJSON 默认
field-year = 年份
