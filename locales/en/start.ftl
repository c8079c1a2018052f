# What is said where the desktop's window cannot open: in a box of the system's own.

start-no-window = Roster cannot open its window
start-web-view-missing = Roster draws its window with Microsoft Edge WebView2, which is not installed on this computer. Install its Evergreen Runtime, or ask whoever looks after this computer to do so, then start Roster again. What you have in Roster is not affected. OK opens Microsoft's page for it.
start-web-view-old = Roster draws its window with Microsoft Edge WebView2. Version { $found } is installed on this computer, and Roster needs version { $oldest } or later. Install the latest Evergreen Runtime, or ask whoever looks after this computer to do so, then start Roster again. What you have in Roster is not affected. OK opens Microsoft's page for it.
start-failed = Restart your computer and try again. If this comes back, give this message to whoever looks after your computer: { $detail }
